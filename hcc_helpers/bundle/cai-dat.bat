@echo off
chcp 65001 >nul
rem Installs from the folder "goi" beside this file; nothing is asked of a network.
cd /d "%~dp0"
set PY=
for %%V in (3.13 3.12 3.11) do if not defined PY (
  py -%%V -c "import sys" >nul 2>nul && set PY=py -%%V&& set VERSION=%%V
)
if not defined PY (
  echo Không tìm thấy Python 3.11, 3.12 hoặc 3.13.
  echo Cần làm: cài Python từ tệp cài đặt của bộ phận tin học ^(bản 64 bit^), rồi chạy lại tệp này.
  pause
  exit /b 1
)
echo Cài đặt bằng Python %VERSION%, mất vài phút ...
if not exist .venv\Scripts\python.exe %PY% -m venv .venv || goto hong
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check --no-index --find-links goi --require-hashes -r goi\can-%VERSION%.txt || goto hong
.venv\Scripts\python.exe -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . || goto hong
> hcc.cmd echo @"%%~dp0.venv\Scripts\python.exe" -m hcc_helpers %%*
echo Đã cài đặt xong. Chạy bao-cao.bat để làm báo cáo.
pause
exit /b 0
:hong
echo Chưa cài được. Chụp lại cửa sổ này và gửi cho bộ phận tin học.
pause
exit /b 1

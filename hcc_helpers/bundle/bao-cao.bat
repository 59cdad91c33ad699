@echo off
chcp 65001 >nul
cd /d "%~dp0"
if not exist .venv\Scripts\python.exe (
  echo Chưa cài đặt: chạy cai-dat.bat trước.
  pause
  exit /b 1
)
set KY=%1
if not defined KY set /p KY=Kỳ báo cáo (ví dụ 2026-01; Enter để xem số liệu minh họa 2025-12): 
if defined KY (
  .venv\Scripts\python.exe -m hcc_helpers run %KY% --data data --out outputs
) else (
  set KY=2025-12
  .venv\Scripts\python.exe -m hcc_helpers run 2025-12 --data data/sample --out outputs
)
if errorlevel 1 ( pause & exit /b 1 )
if defined KY start "" "outputs\%KY%\index.html"
